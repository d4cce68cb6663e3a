package io.sipvault;

import io.sipvault.jobs.importing.ImportConfiguration;
import io.sipvault.jobs.launch.JobsConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Everything that needs a context: jobs, their database and what they write. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({JobsConfiguration.class, ImportConfiguration.class})
public class SipvaultApplication {}
