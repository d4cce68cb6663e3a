package io.sipvault.web.openapi;

import io.sipvault.indexer.view.ViewJson;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** {@code GET /openapi.json}. */
@RestController
final class OpenApiResource {
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;
    private volatile byte @Nullable [] document;

    OpenApiResource(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    /** Made when it is first asked for: the start does not wait for it. Two who ask at once make it twice. */
    @Answers(type = MediaType.APPLICATION_JSON_VALUE, value = Object.class)
    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] document() {
        byte[] known = document;
        if (known == null) {
            known = ViewJson.bytes(new OpenApi(mappings.getObject().getHandlerMethods(), new Texts()).document());
            document = known;
        }
        return known;
    }
}
