package io.sipvault.web.limit;

import io.sipvault.web.problem.ApiException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.function.Supplier;

/** A body up to a length and a time. It fails unchecked, so that no reader takes it for a body that is malformed. */
final class BoundedBody extends ServletInputStream {
    private final ServletInputStream body;
    private final long deadlineNs;
    private final Supplier<String> tooLarge;
    private long left;

    BoundedBody(ServletInputStream body, long most, long deadlineNs, Supplier<String> tooLarge) {
        this.body = body;
        this.left = most;
        this.deadlineNs = deadlineNs;
        this.tooLarge = tooLarge;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int read = body.read(bytes, offset, length);
            left -= Math.max(0, read);
            check();
            return read;
        } catch (SocketTimeoutException e) {
            throw slow();
        }
    }

    private void check() {
        if (left < 0) {
            throw ApiException.tooLarge(tooLarge.get());
        }
        if (System.nanoTime() - deadlineNs > 0) {
            throw slow();
        }
    }

    private static ApiException slow() {
        return ApiException.tooSlow("the body came too slowly; sipvault.limit.body-time is the time that it may take,"
                + " server.tomcat.connection-timeout the longest pause");
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        body.setReadListener(listener);
    }
}
