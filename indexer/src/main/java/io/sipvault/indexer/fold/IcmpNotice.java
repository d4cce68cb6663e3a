package io.sipvault.indexer.fold;

import io.sipvault.indexer.diagnosis.NetworkError;

/** An ICMP error of a dialog, and what it is about. */
record IcmpNotice(IcmpSighting sighting, NetworkError.Payload payload) {}
