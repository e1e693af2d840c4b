package expserver.lab.docs;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Follows the links of pages within the project; where others lead to is not looked at. */
final class Links {
    private final Path root;
    private final Map<Path, Page> pages = new HashMap<>();

    Links(Path root) {
        this.root = root;
    }

    /** Throws an exception that says why a link or an image of a page leads nowhere. */
    void follow(Reference reference, Page page) throws Flaw, IOException {
        URI uri = uri(reference);
        if (uri.isOpaque() || uri.getScheme() != null || uri.getAuthority() != null) return;

        String what = (reference.image() ? "image " : "link ") + reference.destination();
        if (uri.getPath().startsWith("/"))
            throw new Flaw(what + " begins with /: name it from this page's folder");
        Path target = target(uri, page);
        if (!target.startsWith(root)) throw new Flaw(what + " leads out of the project");
        if (!Files.exists(target))
            throw new Flaw("dead " + what + ": there is no " + root.relativize(target));
        if (uri.getFragment() != null) findAnchor(uri.getFragment(), target, what);
    }

    /** Whether a link of the page leads to that file. */
    boolean leadsTo(Path file, Reference reference, Page page) {
        try {
            URI uri = uri(reference);
            return uri.getScheme() == null && target(uri, page).equals(root.resolve(file));
        } catch (Flaw e) {
            return false;
        }
    }

    /** A page as it was when it was first asked for: its links and headings are not generated. */
    Page page(Path path) throws IOException {
        Page page = pages.get(path);
        if (page == null) pages.put(path, page = Page.read(root, path));
        return page;
    }

    private static URI uri(Reference reference) throws Flaw {
        try {
            return new URI(reference.destination());
        } catch (URISyntaxException e) {
            throw new Flaw("'%s' is no link: %s".formatted(reference.destination(), e.getReason()));
        }
    }

    private Path target(URI uri, Page page) {
        Path from = root.resolve(page.path());
        return uri.getPath().isEmpty() ? from : from.resolveSibling(uri.getPath()).normalize();
    }

    private void findAnchor(String anchor, Path target, String what) throws Flaw, IOException {
        if (!target.toString().endsWith(".md"))
            throw new Flaw(what + ": a place in a file that is no page goes stale; leave out #" + anchor);
        Path path = root.relativize(target);
        Page page = page(path);
        if (!page.anchors().contains(anchor))
            throw new Flaw("dead %s: %s has no heading #%s; it has %s".formatted(what, path, anchor,
                    page.anchors().stream().sorted().map(name -> "#" + name).toList()));
    }
}
