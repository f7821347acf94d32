package io.rappel.jobs.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What PyTorch, Keras, scikit-learn, MLlib, XGBoost and habit call that which has another name
 * here: options, commands and choices alike, in letters and digits alone. A name that stands for
 * several things here means whichever of them is known where it was written.
 */
final class Synonyms {

  /** A line for each name of Rappel's, an option with a value perhaps, with the others' names. */
  private static final String TABLE =
      """
      data: input inputs dataset path file files train traindata trainingdata trainfile infile rows csv d i
      table: tablename database db
      demo: example examples toy
      where: filter query condition subset sql rowfilter
      test: testdata testfile testset testpath evalset eval holdoutset
      format: fileformat dataformat inputformat filetype
      label: target targets y labels labelcol labelcolumn labelname targetcol targetcolumn response outcome class \
      classcolumn dependent l
      features: x featurescol featurecol featurecols featurecolumns featurenames inputcols inputcolumns columns cols \
      predictors
      exclude: drop ignore omit skip dropcolumns dropcols ignoredcolumns excludecolumns
      weight: weightcol weightcolumn weights sampleweight sampleweights instanceweight
      task: problem problemtype mode type predictiontype
      validation: val valid valdata validationdata validationset validset valset dev devset validationfile
      validation-fraction: validationsplit valsplit valfraction valsize validationsize testsize holdout heldout \
      splitratio trainsplit
      delimiter: sep separator delim fieldseparator fielddelimiter
      charset: encoding fileencoding
      validation-group: groupcol groupcolumn groups group groupby groupid splitby
      validation-after: splitdate validationwhere cutoff validationcondition timesplit
      categories: categorical categoricals categoricalfeatures categoricalcols categoricalcolumns catfeatures \
      catcols nominal discrete factors
      max-levels: maxcategories maxbins cardinality maxcardinality maxcatlevels
      missing: navalues nastrings nullvalue nullvalues missingvalue missingvalues na nan
      date-format: dateformat timestampformat dateformats timeformat datepattern
      partitions: numpartitions npartitions repartition
      hidden: hiddenlayers hiddenlayer hiddenlayersizes hiddensizes hiddensize hiddenunits hiddendim hiddendims \
      layers layersizes numhidden units neurons nodes architecture width
      activation: act activationfunction activationfn nonlinearity hiddenactivation
      output-activation: finalactivation lastactivation outactivation outputfunction outputlayeractivation
      no-bias: bias usebias fitintercept intercept nointercept
      dropout: dropoutrate droprate pdrop dropoutp keepprob
      init: initializer initializers initialization kernelinitializer weightinit weightinitialization weightsinit
      warm-start: initmodel initialmodel initialweights finetune pretrained loadweights xgbmodel
      loss: lossfunction lossfn lossfunc criterion objective costfunction cost
      l2: l2reg l2regularization l2penalty regparam reg lambda reglambda ridge kernelregularizer regularization
      l1: l1reg l1regularization l1penalty regalpha lasso elasticnetparam l1ratio
      l2, l1: alpha penalty
      class-weight: classweights scaleposweight posweight balanced
      scaling: scale scaler normalize normalise normalization standardize standardise standardization featurescaling
      optimizer: optim optimiser solver algorithm updater updaterule
      optimizer momentum: momentum
      optimizer nesterov: nesterov nesterovsmomentum nag
      learning-rate: lr eta eta0 learnrate learningrateinit initiallearningrate initiallr baselr lr0 stepsize
      weight-decay: wd decay decoupledweightdecay
      bins-rate: binrate binlearningrate
      schedule: scheduler lrschedule lrscheduler learningrateschedule lrdecay decayschedule lrpolicy
      warmup: warmupsteps numwarmupsteps warmupratio warmupepochs lrwarmup
      clip-norm: clip gradclip gradientclip gradclipnorm gradientclipping gradientclipval clipgradnorm maxgradnorm \
      maxnorm globalclipnorm
      clip-value: gradclipvalue clipgradvalue
      batch: batchsize bs minibatch minibatchsize minibatchfraction trainbatchsize b
      sampling: shuffle sampler
      seed: randomstate randomseed rngseed manualseed rng
      epochs: nepochs numepochs maxepochs maxepoch maxiter maxiters maxiterations niter niters niterations iter iters \
      iterations numiterations numboostround numround numrounds nrounds nestimators passes e
      iterations: maxiter maxiters maxiterations niter niters iter iters numiterations epochs epoch nepochs
      max-steps: steps nsteps numsteps totalsteps maxupdates
      tolerance: tol convergencetol mindelta minimprovement
      patience: earlystopping earlystop earlystoppingrounds earlystoppingpatience niternochange
      out: output outdir outputdir outputpath outfile outputfile modeldir modelout save saveto savepath savedir o
      overwrite: force replace f
      model: modelpath modeldir modelfile loadmodel load m
      precision: dtype floattype datatype
      precision float64: double float64 fp64
      precision float32: single float32 fp32
      blas: backend blaslibrary openblas mkl
      master: device devices gpu gpus cuda accelerator cluster
      master local[4]: threads nthreads numthreads nthread cores numcores njobs jobs numworkers workers cpus
      conf: sparkconf properties
      config: configfile conffile params hparams settings yaml c
      print-config: showconfig dumpconfig
      verbose: verbosity debug loglevel v
      rows: nrows numrows nsamples numsamples
      classes: nclasses numclasses numclass
      features: nfeatures numfeatures

      train: fit learn
      evaluate: score test eval validate
      predict: infer inference transform apply classify
      inspect: show info summary describe
      bench: benchmark

      gd: sgd gradientdescent batchgd bgd vanilla steepestdescent
      lbfgs: lbfgsb bfgs owlqn newton newtoncg
      nesterov: nag nesterovs nesterovmomentum
      momentum: heavyball sgdmomentum
      adam: nadam adamax amsgrad
      squared: mse mseloss meansquarederror meansquared squarederror squareerror squareloss squaredloss quadratic \
      leastsquares l2 l2loss rmse regsquarederror reglinear linear
      absolute: mae maeloss meanabsoluteerror absoluteerror l1 l1loss lad regabsoluteerror
      huber: smoothl1 smoothl1loss huberloss pseudohuber regpseudohubererror
      logistic: bce bceloss bcewithlogits bcewithlogitsloss binarycrossentropy binary binarylogistic reglogistic
      logistic, cross-entropy: logloss nll nllloss negativeloglikelihood deviance
      cross-entropy: ce celoss crossentropyloss categoricalcrossentropy sparsecategoricalcrossentropy categorical \
      softmax softmaxcrossentropy multinomial multisoftmax multisoftprob
      poisson: countpoisson poissonnll poissonnllloss poissonloss
      hinge: svm svc margin hingeloss
      squared-hinge: l2svm

      silu: swish swish1
      identity: linear none no lin
      sigmoid: logistic expit logit
      tanh: hyperbolictangent
      leaky-relu: lrelu prelu
      exp: exponential
      softplus: smoothrelu

      standard: standardize standardise standardization standardscaler zscore normal normalize
      robust: robustscaler quartile quartiles median iqr
      min-max: minmaxscaler range unit
      none: no off false null nil nothing never
      inverse: invscaling inversescaling inversetime inversetimedecay timebased
      step: steplr multistep multisteplr stepdecay
      exponential: exp exponentiallr exponentialdecay
      cosine: cosineannealing cosineannealinglr cosinedecay cos
      plateau: reducelronplateau reduceonplateau adaptive
      constant: fixed flat none
      shuffle: shuffled withoutreplacement permutation permute
      bernoulli: poisson random
      fan-in: fanin torch pytorch
      xavier: glorot glorotuniform glorotnormal xavieruniform xaviernormal
      he: kaiming kaiminguniform kaimingnormal henormal heuniform
      lecun: lecunnormal lecununiform
      normal:SD: normal gaussian randomnormal truncatednormal
      uniform:R: uniform randomuniform
      zeros: zero constant

      float32: float fp32 f32 single 32
      float64: double fp64 f64 64
      native: openblas mkl cpu cblas accelerate
      java: f2j netlib vectorblas
      always: yes on true
      never: no off false
      classification: classify classifier class multiclass binary logistic
      regression: regress regressor numeric continuous
      libsvm: svmlight svm
      csv: text txt
      full: all fullbatch whole entire
      balanced: balance
      """;

  private static final Map<String, List<String>> MEANINGS = read();

  private Synonyms() {}

  private static Map<String, List<String>> read() {
    Map<String, List<String>> meanings = new LinkedHashMap<>();
    for (String line : TABLE.lines().filter(text -> !text.isBlank()).toList()) {
      int end = line.lastIndexOf(':');
      List<String> names = List.of(line.substring(0, end).split(", "));
      for (String synonym : line.substring(end + 1).strip().split(" +")) {
        meanings.computeIfAbsent(synonym, key -> new ArrayList<>()).addAll(names);
      }
    }
    return meanings;
  }

  /** What a name stands for here; empty where nobody knows. */
  static List<String> of(String bareName) {
    return MEANINGS.getOrDefault(bareName, List.of());
  }

  /** What the nearest synonym stands for, if a slip of a finger or two leads to it. */
  static List<String> near(String bareName) {
    return MEANINGS.keySet().stream()
        .filter(synonym -> EditDistance.between(bareName, synonym) <= synonym.length() / 4)
        .min(Comparator.comparingInt(other -> EditDistance.between(bareName, other)))
        .map(MEANINGS::get)
        .orElse(List.of());
  }

  /** All that synonyms stand for. */
  static List<String> meanings() {
    return MEANINGS.values().stream().flatMap(List::stream).distinct().toList();
  }
}
