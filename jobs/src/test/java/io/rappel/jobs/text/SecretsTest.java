package io.rappel.jobs.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      textBlock =
          """
          s3a://AKIA:S3cret@bucket/rows.csv -> s3a://AKIA:(redacted)@bucket/rows.csv
          s3a://AKIA:S3c/ret+x@bucket/a -> s3a://AKIA:(redacted)@bucket/a
          ftp://u:S3@cret@host/a -> ftp://u:(redacted)@host/a
          k8s://https://u:S3cret@host:6443 -> k8s://https://u:(redacted)@host:6443
          https://S3cret@host/a -> https://(redacted)@host/a
          wasbs://c@a.net/x?sv=S3cret&sig=S3cret%3D -> wasbs://c@a.net/x?sv=(redacted)&sig=(redacted)
          jdbc:sqlserver://h:1433;user=S3cret;password=S3cret -> jdbc:sqlserver://h:1433;user=(redacted);password=(redacted)
          read s3a://k:S3cret@b/x and s3a://k:S3cret@b/y -> read s3a://k:(redacted)@b/x and s3a://k:(redacted)@b/y
          hdfs://nn:8020/a,s3a://k:S3cret@b/y -> hdfs://nn:8020/a,s3a://k:(redacted)@b/y
          """)
  void whatUrlsHideIsRedacted(String text, String shown) {
    assertThat(Secrets.masked(text)).isEqualTo(shown).doesNotContain("S3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abfss://container@account.dfs.core.windows.net/rows",
        "hdfs://namenode:8020/data/me@home/x.csv",
        "spark://host:7077,other:7077",
        "rows/day=?/part-[0-9]*.csv",
        "flags & 4 = 4 OR a>1&b=2",
        "mail: me@home: a@b",
        "C:\\rows"
      })
  void whatHidesNothingIsLeftAlone(String text) {
    assertThat(Secrets.masked(text)).isEqualTo(text);
  }

  @Test
  void mapsAreMaskedInDepth() {
    Map<String, Object> masked =
        Secrets.masked(Map.of("data", Map.of("paths", List.of("s3a://k:S3cret@b/x"), "rows", 3L)));
    assertThat(masked.toString()).isEqualTo(Map.of("data", masked.get("data")).toString());
    assertThat(((Map<?, ?>) masked.get("data")).get("rows")).isEqualTo(3L);
    assertThat(masked.toString()).contains("s3a://k:(redacted)@b/x").doesNotContain("S3cret");
  }
}
