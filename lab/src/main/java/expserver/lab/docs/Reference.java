package expserver.lab.docs;

/** Where a page leads to: a link, or an image. */
record Reference(int line, String destination, boolean image) {
}
