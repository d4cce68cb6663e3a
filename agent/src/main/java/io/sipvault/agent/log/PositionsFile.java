package io.sipvault.agent.log;

import io.sipvault.agent.log.LogPositions.Place;
import io.sipvault.agent.spool.DurableFile;
import io.sipvault.agent.spool.SpoolFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Where {@link LogPositions} stand on disk. */
record PositionsFile(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(PositionsFile.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record State(@Nullable List<@Nullable Place> places) {}

    /** What stands there; nothing when it is not there, or damaged and set aside. */
    List<Place> read() {
        try {
            byte[] json = Files.readAllBytes(path);
            List<Place> places = placesOrNull(json);
            return places == null ? setAside() : places;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw SpoolFailure.of("reading how far logs were read from", path, e);
        }
    }

    private static @Nullable List<Place> placesOrNull(byte[] json) {
        try {
            State state = JSON.readValue(json, State.class);
            boolean whole = state != null && state.places != null
                    && state.places.stream().allMatch(PositionsFile::isWhole);
            return whole ? List.copyOf(state.places) : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    @SuppressWarnings("ConstantValue")
    private static boolean isWhole(@Nullable Place place) {
        return place != null && place.id() != null && place.log() != null && place.key() != null && place.head() != null
                && place.head().sha256() != null && place.met() != null;
    }

    private List<Place> setAside() throws IOException {
        Path aside = path.resolveSibling(path.getFileName() + ".damaged");
        Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
        LOG.warn(
                "how far logs were read cannot be read from {}: it is damaged, and was renamed to {}. Logs are read again"
                        + " from their beginning, so that lines may be in the archive twice",
                path, aside.getFileName());
        return List.of();
    }

    void write(List<Place> places) {
        try {
            DurableFile.write(path, JSON.writeValueAsBytes(new State(List.copyOf(places))));
        } catch (IOException e) {
            throw SpoolFailure.of("writing how far logs were read to", path, e);
        }
    }
}
