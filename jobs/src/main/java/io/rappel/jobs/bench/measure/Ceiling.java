package io.rappel.jobs.bench.measure;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.Arithmetic;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The speed that a training could have if it did nothing but multiply: the products of forward and
 * backward of one unit of work, again and again, on all threads at once, each on arrays of its own.
 */
public final class Ceiling {

  /** As units of full batches have. */
  static final int ROWS = 1024;

  private static final double SECONDS = 0.4;

  private final Arithmetic arithmetic;
  private final List<Integer> widths;
  private final int threads;

  /**
   * @param widths of the layers, features first, outputs last
   */
  public Ceiling(Arithmetic arithmetic, List<Integer> widths, int threads) {
    this.arithmetic = arithmetic;
    this.widths = List.copyOf(widths);
    this.threads = threads;
  }

  /** Measures once, for less than a second, in 10⁹ floating-point operations per second. */
  public double gigaflops(Precision precision) {
    CyclicBarrier start = new CyclicBarrier(threads);
    Callable<Double> worker =
        () -> {
          Products products = Products.of(arithmetic, precision, widths, ROWS);
          products.run();
          await(start);
          return rate(products);
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      double sum = 0;
      for (Future<Double> rate : pool.invokeAll(Collections.nCopies(threads, worker))) {
        sum += rate.get();
      }
      return sum / 1e9;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the benchmark was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static void await(CyclicBarrier barrier) throws InterruptedException {
    try {
      barrier.await();
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException("another thread of the benchmark has failed", e);
    }
  }

  private double rate(Products products) {
    long begun = System.nanoTime();
    long rows = 0;
    double seconds = 0;
    while (seconds < SECONDS) {
      products.run();
      rows += ROWS;
      seconds = (System.nanoTime() - begun) / 1e9;
    }
    return rows * Flops.ofRow(widths) / seconds;
  }
}
