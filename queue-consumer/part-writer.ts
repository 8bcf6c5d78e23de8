/** A file written to R2 in equal parts, holding no more than one part in memory. */
import { deleteFile, PART_BYTES, startFile } from "#worker/store/files.ts";

export class PartWriter {
  readonly #upload: R2MultipartUpload;
  readonly #remove: () => Promise<void>;
  readonly #parts: R2UploadedPart[] = [];
  readonly #encoder = new TextEncoder();
  readonly #buffer = new Uint8Array(PART_BYTES);
  #filledBytes = 0;
  #totalBytes = 0;
  #isClosed = false;

  private constructor(upload: R2MultipartUpload, remove: () => Promise<void>) {
    this.#upload = upload;
    this.#remove = remove;
  }

  static async open(bucket: R2Bucket, runId: string, key: string, contentType: string): Promise<PartWriter> {
    return new PartWriter(await startFile(bucket, runId, key, contentType), () => deleteFile(bucket, runId, key));
  }

  /** The file stands, whole. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Takes text of any length; a full part is sent before the rest is taken. */
  async write(text: string): Promise<void> {
    let rest = this.#encoder.encode(text);
    this.#totalBytes += rest.length;
    while (rest.length > 0) {
      const taken = Math.min(rest.length, PART_BYTES - this.#filledBytes);
      this.#buffer.set(rest.subarray(0, taken), this.#filledBytes);
      this.#filledBytes += taken;
      rest = rest.subarray(taken);
      if (this.#filledBytes === PART_BYTES) await this.#send();
    }
  }

  async #send(): Promise<void> {
    this.#parts.push(await this.#upload.uploadPart(this.#parts.length + 1, this.#buffer.subarray(0, this.#filledBytes)));
    this.#filledBytes = 0;
  }

  /** The file is there, whole, once this has resolved. Gives its size in bytes. */
  async close(): Promise<number> {
    if (this.#filledBytes > 0 || this.#parts.length === 0) await this.#send();
    await this.#upload.complete(this.#parts);
    this.#isClosed = true;
    return this.#totalBytes;
  }

  /** Leaves nothing behind, whether or not the file was closed. Never throws. */
  async abandon(): Promise<void> {
    await (this.#isClosed ? this.#remove() : this.#upload.abort()).catch(() => undefined);
  }
}
