package io.sipvault.indexer.search;

import com.github.luben.zstd.ZstdDictTrainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.FSDirectory;

/**
 * Trains the dictionary of {@link StoredText} on the documents of some indexes, as many of each:
 * {@code DictionaryMain OUT INDEX...}. The one in use was made of an index of {@code sample-data} and one of a capture of
 * the traffic generator. A new one needs a new format number, and the old one stays.
 */
final class DictionaryMain {
    private static final int BYTES = 24 << 10;
    private static final int OF_EACH_INDEX = 2_000;
    private static final int SAMPLE_BYTES = 64 << 20;
    private static final int LONGEST = 8 << 10;

    private DictionaryMain() {}

    public static void main(String[] args) throws IOException {
        ZstdDictTrainer trainer = new ZstdDictTrainer(SAMPLE_BYTES, BYTES, 1);
        for (int i = 1; i < args.length; i++) {
            List<byte[]> documents = documents(Path.of(args[i]));
            Collections.shuffle(documents, new Random(1));
            for (int n = 0; n < OF_EACH_INDEX; n++) {
                trainer.addSample(documents.get(n % documents.size()));
            }
        }
        Files.write(Path.of(args[0]), trainer.trainSamples());
    }

    private static List<byte[]> documents(Path index) throws IOException {
        List<byte[]> documents = new ArrayList<>();
        try (Stream<Path> partitions = Files.list(index)) {
            for (Path partition : partitions.filter(Files::isDirectory).sorted().toList()) {
                read(partition, documents);
            }
        }
        return documents;
    }

    private static void read(Path partition, List<byte[]> into) throws IOException {
        try (FSDirectory directory = FSDirectory.open(partition);
                DirectoryReader reader = DirectoryReader.open(directory)) {
            for (int i = 0; i < reader.maxDoc(); i++) {
                Document document = reader.storedFields().document(i);
                StoredText text = StoredText.of(document);
                byte[] bytes = (text.fold() + '\n' + text.display()).getBytes(StandardCharsets.UTF_8);
                if (bytes.length <= LONGEST) {
                    into.add(bytes);
                }
            }
        }
    }
}
