package io.rappel.jobs.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.report.Pages;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkupTest {

  @Test
  void hostileTextIsText() {
    String hostile = "<script>alert('1')</script> & \"quoted\" ]]>";
    String page = new Markup().leaf("p", hostile, "title", hostile).toString();

    assertThat(page).doesNotContain("<script");
    assertThat(Pages.texts(Pages.parse(page), "p")).containsExactly(hostile);
    assertThat(Pages.attributes(Pages.parse(page), "p", "title")).containsExactly(hostile);
  }

  @Test
  void anyTextIsWellFormed() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(40, 0, i % 2 == 0 ? 0x100 : 0x10000).forEach(c -> text.append((char) c));
      Pages.parse(new Markup().leaf("p", text.toString(), "title", text.toString()).toString());
    }
  }

  @Test
  void whatIsOpenIsMissed() {
    assertThatThrownBy(() -> new Markup().open("p").toString())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[p]");
  }
}
