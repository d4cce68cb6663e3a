package io.sipvault.indexer.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.diagnosis.Problem;
import io.sipvault.indexer.dialog.DialogState;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    @Test
    void namesTheProblemsThatCanBeFoundAndNoOther() {
        assertThat(Vocabulary.PROBLEMS.values())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Problem.values()).map(Problem::code).toList());
    }

    @Test
    void saysWhatEveryProblemMeans() {
        assertThat(Vocabulary.PROBLEMS.values()).allSatisfy(
                code -> assertThat(Vocabulary.PROBLEMS.sentence(code)).isNotBlank());
    }

    @Test
    void namesTheStatesThatADialogCanHaveAndNoOther() {
        assertThat(Vocabulary.STATES.values())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(DialogState.values()).map(DialogState::label).toList());
    }
}
