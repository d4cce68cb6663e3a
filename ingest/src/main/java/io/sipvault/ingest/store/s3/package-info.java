/**
 * Objects in a bucket of any S3 server, by the MinIO SDK. A key is given only once by a conditional write
 * ({@code If-None-Match: *}), so the server must support it: AWS, MinIO, Ceph and most others do. The server must list
 * keys in byte order, which directory buckets (S3 Express) do not. Network errors and overload are tried again a few times
 * with growing, random pauses.
 */
@NullMarked
package io.sipvault.ingest.store.s3;

import org.jspecify.annotations.NullMarked;
