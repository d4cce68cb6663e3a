package io.sipvault.ingest.link;

import org.jspecify.annotations.Nullable;

/**
 * One layer of a frame. An implementation reads its header at {@link Packet#position}, checks it against
 * {@link Packet#end}, and either names the next layer with {@link Packet#next} or ends the walk with an outcome. It keeps
 * no state and never throws on bytes. A further layer is one class and one line in {@link NumberSpace}.
 */
interface Encapsulation {
    /** The outcome, or null when {@link Packet#next} has chosen the layer that follows. */
    @Nullable
    Outcome decode(Packet packet);
}
