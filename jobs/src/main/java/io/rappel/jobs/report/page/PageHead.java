package io.rappel.jobs.report.page;

/** How every page begins. */
public final class PageHead {

  private PageHead() {}

  /**
   * Opens a page up to its header, to which more may be added.
   *
   * @param kicker what kind of page it is
   */
  public static void open(Markup page, String title, String kicker, String heading) {
    page.open("html", "lang", "en").line().open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src 'unsafe-inline'");
    page.leaf("title", title).line();
    page.leaf("style", Stylesheet.TEXT).close();
    page.line().open("body").open("main").open("header");
    page.leaf("p", kicker, "class", "kicker");
    page.leaf("h1", heading);
  }

  /** Closes what is open but sections, and gives the whole page. */
  public static String close(Markup page) {
    page.close().close().close();
    return "<!DOCTYPE html>\n" + page + "\n";
  }
}
