package expserver;

import static java.lang.foreign.FunctionDescriptor.of;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The functions of the C library that the server calls, by their own names: sections 2 and 3 of the manual hold for them.
 * Each returns a negative number where it would have to block or a signal came first, and throws for all other errors.
 */
@SuppressWarnings("restricted") // a wrong declaration here crashes the JVM
final class Libc {
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;

    private static final Linker linker = Linker.nativeLinker();
    private static final Linker.Option keepErrno = Linker.Option.captureCallState("errno");
    private static final VarHandle errnoField = Linker.Option.captureStateLayout()
            .varHandle(PathElement.groupElement("errno"));
    private static final ThreadLocal<MemorySegment> errno = ThreadLocal
            .withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

    // Makes a call cheap and lets it use memory of the heap; the garbage collector waits until it returns.
    private static final Linker.Option neverBlocks = Linker.Option.critical(true);

    private static final MethodHandle socket = function("socket", of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
            keepErrno);
    private static final MethodHandle setsockopt = function("setsockopt",
            of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT), keepErrno);
    private static final MethodHandle bind = function("bind", of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
            keepErrno);
    private static final MethodHandle listen = function("listen", of(JAVA_INT, JAVA_INT, JAVA_INT),
            keepErrno);
    private static final MethodHandle getsockname = function("getsockname",
            of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS), keepErrno);
    private static final MethodHandle accept4 = function("accept4",
            of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT), keepErrno);
    private static final MethodHandle recv = function("recv",
            of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT), keepErrno, neverBlocks);
    private static final MethodHandle send = function("send",
            of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT), keepErrno, neverBlocks);
    private static final MethodHandle close = function("close", of(JAVA_INT, JAVA_INT), keepErrno);
    private static final MethodHandle epoll_create1 = function("epoll_create1", of(JAVA_INT, JAVA_INT),
            keepErrno);
    private static final MethodHandle epoll_ctl = function("epoll_ctl",
            of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS), keepErrno);
    private static final MethodHandle epoll_wait = function("epoll_wait",
            of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT), keepErrno);
    private static final MethodHandle eventfd = function("eventfd", of(JAVA_INT, JAVA_INT, JAVA_INT),
            keepErrno);
    private static final MethodHandle eventfd_write = function("eventfd_write",
            of(JAVA_INT, JAVA_INT, JAVA_LONG), keepErrno);
    private static final MethodHandle strerror = function("strerror", of(ADDRESS, JAVA_INT));

    private Libc() {
    }

    static int socket(int family, int type) throws IOException {
        return call(() -> (int) socket.invokeExact(errno.get(), family, type, 0));
    }

    static void setsockopt(int fd, int level, int option, int value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment v = arena.allocateFrom(JAVA_INT, value);
            call(() -> (int) setsockopt.invokeExact(errno.get(), fd, level, option, v, (int) v.byteSize()));
        }
    }

    static void bind(int fd, MemorySegment address) throws IOException {
        call(() -> (int) bind.invokeExact(errno.get(), fd, address, (int) address.byteSize()));
    }

    static void listen(int fd, int backlog) throws IOException {
        call(() -> (int) listen.invokeExact(errno.get(), fd, backlog));
    }

    static void getsockname(int fd, MemorySegment address, MemorySegment length) throws IOException {
        call(() -> (int) getsockname.invokeExact(errno.get(), fd, address, length));
    }

    static int accept4(int fd, MemorySegment address, MemorySegment length, int flags) throws IOException {
        return call(() -> (int) accept4.invokeExact(errno.get(), fd, address, length, flags));
    }

    static int recv(int fd, MemorySegment buffer) throws IOException {
        return call(() -> (long) recv.invokeExact(errno.get(), fd, buffer, buffer.byteSize(), 0));
    }

    static int send(int fd, MemorySegment bytes, int flags) throws IOException {
        return call(() -> (long) send.invokeExact(errno.get(), fd, bytes, bytes.byteSize(), flags));
    }

    static void close(int fd) throws IOException {
        call(() -> (int) close.invokeExact(errno.get(), fd));
    }

    static int epoll_create1(int flags) throws IOException {
        return call(() -> (int) epoll_create1.invokeExact(errno.get(), flags));
    }

    static void epoll_ctl(int epoll, int operation, int fd, MemorySegment event) throws IOException {
        call(() -> (int) epoll_ctl.invokeExact(errno.get(), epoll, operation, fd, event));
    }

    static int epoll_wait(int epoll, MemorySegment events, int most, int millis) throws IOException {
        return call(() -> (int) epoll_wait.invokeExact(errno.get(), epoll, events, most, millis));
    }

    static int eventfd(int flags) throws IOException {
        return call(() -> (int) eventfd.invokeExact(errno.get(), 0, flags));
    }

    static void eventfd_write(int fd, long value) throws IOException {
        call(() -> (int) eventfd_write.invokeExact(errno.get(), fd, value));
    }

    /** A call of a function that returns -1 and sets errno if it fails. */
    private interface Call {
        long result() throws Throwable;
    }

    private static int call(Call call) throws IOException {
        long result = result(call);
        if (result != -1) return (int) result;

        int error = (int) errnoField.get(errno.get(), 0L);
        if (error == EAGAIN || error == EINTR) return -error;
        throw new IOException(message(error));
    }

    private static long result(Call call) {
        try {
            return call.result();
        } catch (Throwable e) {
            throw new AssertionError("not called as declared", e);
        }
    }

    private static String message(int error) {
        try {
            return ((MemorySegment) strerror.invokeExact(error)).reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable e) {
            throw new AssertionError("not called as declared", e);
        }
    }

    private static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), type, options);
    }
}
