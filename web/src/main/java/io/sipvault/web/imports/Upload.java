package io.sipvault.web.imports;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.importing.Imports;
import io.sipvault.jobs.importing.Imports.Received;
import io.sipvault.web.problem.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;

/**
 * Reads files out of a request as they come: the body as it is, or the parts of a form. A form's field {@code agent} counts for
 * the files behind it; of the query, for all.
 */
final class Upload {
    private static final int LONGEST_FIELD = 1_000;
    private static final String AGENT = "agent";

    private final Imports imports;
    private final HttpServletRequest request;
    private String agent;

    Upload(Imports imports, HttpServletRequest request) {
        this.imports = imports;
        this.request = request;
        this.agent = parameter(AGENT, "import");
    }

    /** Receives all files. */
    List<Received> receive() throws IOException {
        Imports.checkAgent(agent);
        String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/form-data")) {
            return parts();
        }
        try (InputStream body = request.getInputStream()) {
            return List.of(imports.receive(body, parameter("name", "upload"), agent, request.getContentLengthLong()));
        }
    }

    private List<Received> parts() throws IOException {
        List<Received> received = new ArrayList<>();
        try {
            FileItemIterator parts = new FileUpload().getItemIterator(new ServletRequestContext(request));
            while (parts.hasNext()) {
                part(parts.next(), received);
            }
        } catch (FileUploadException e) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "reading the form failed: " + e.getMessage()
                    + ". Send multipart/form-data with the file in a part named file", e);
        }
        if (received.isEmpty()) {
            throw ApiException.badRequest("file", "the form holds no file; send it in a part named file");
        }
        return received;
    }

    private void part(FileItemStream part, List<Received> received) throws IOException {
        try (InputStream body = part.openStream()) {
            if (!part.isFormField()) {
                String name = part.getName();
                if (name != null && !name.isEmpty()) {
                    received.add(imports.receive(body, name, agent, -1));
                }
            } else if (AGENT.equals(part.getFieldName())) {
                String given = new String(body.readNBytes(LONGEST_FIELD), StandardCharsets.UTF_8).strip();
                agent = given.isEmpty() ? agent : given;
                Imports.checkAgent(agent);
            }
        }
    }

    /** Of the query alone: asking the request for a parameter would read the body of a form. */
    private String parameter(String name, String otherwise) {
        String query = request.getQueryString();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                if (pair.startsWith(name + "=")) {
                    String value = decoded(name, pair.substring(name.length() + 1));
                    return value.isBlank() ? otherwise : value;
                }
            }
        }
        return otherwise;
    }

    private static String decoded(String name, String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(name, name + "='" + value + "' is not percent-encoded as it should be");
        }
    }
}
