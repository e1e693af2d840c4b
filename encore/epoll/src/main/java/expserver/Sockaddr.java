package expserver;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** An address as the kernel has it: {@code sockaddr_in} of ip(7), {@code sockaddr_in6} of ipv6(7). */
final class Sockaddr {
    private static final short AF_INET = 2;
    private static final short AF_INET6 = 10;
    private static final long PORT = 2; // bytes from the start, in both
    private static final long ADDRESS = 4;
    private static final long ADDRESS6 = 8;
    private static final long SIZE = 16;
    private static final long SIZE6 = 28;
    private static final ValueLayout.OfShort NETWORK_SHORT = JAVA_SHORT.withOrder(BIG_ENDIAN);

    private Sockaddr() {
    }

    static short family(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address ? AF_INET : AF_INET6;
    }

    static MemorySegment of(InetSocketAddress address, Arena arena) {
        byte[] host = address.getAddress().getAddress();
        boolean is6 = family(address) == AF_INET6;
        MemorySegment sockaddr = arena.allocate(is6 ? SIZE6 : SIZE, Integer.BYTES);
        sockaddr.set(JAVA_SHORT, 0, family(address));
        sockaddr.set(NETWORK_SHORT, PORT, (short) address.getPort());
        MemorySegment.copy(host, 0, sockaddr, JAVA_BYTE, is6 ? ADDRESS6 : ADDRESS, host.length);
        return sockaddr;
    }

    /** Room for the kernel to write one. */
    static MemorySegment allocate(Arena arena) {
        return arena.allocate(SIZE6, Integer.BYTES);
    }

    static InetSocketAddress read(MemorySegment sockaddr) {
        boolean is6 = sockaddr.get(JAVA_SHORT, 0) == AF_INET6;
        byte[] host = sockaddr.asSlice(is6 ? ADDRESS6 : ADDRESS, is6 ? 16 : 4).toArray(JAVA_BYTE);
        int port = Short.toUnsignedInt(sockaddr.get(NETWORK_SHORT, PORT));
        try {
            return new InetSocketAddress(InetAddress.getByAddress(host), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are addresses", e);
        }
    }
}
