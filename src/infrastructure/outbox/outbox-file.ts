import { appendFile, mkdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes after which a new file is begun; the one before it is kept. */
const LIMIT = 1024 * 1024;

/** Something that was sent, or would have been if this were not development. */
export interface OutboxMessage {
  readonly channel: 'sms' | 'mail' | 'captcha';
  /** Mobile number, e-mail address, or the id of the captcha. */
  readonly to: string;
  readonly text: string;
  /** What the recipient needs of it: the code, the link or the captcha's text. */
  readonly secret: string;
}

/** The file that messages are kept in: a line of JSON for each, below `DATA_DIR/outbox`. */
export class OutboxFile {
  readonly path: string;
  private readonly previous: string;
  private readonly folder: string;
  private lastAppend: Promise<void> = Promise.resolve();

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'outbox');
    this.path = join(this.folder, 'messages.jsonl');
    this.previous = join(this.folder, 'messages.1.jsonl');
  }

  /** Appends a message; one after the other, so that only one of them begins a new file. */
  append(message: OutboxMessage): Promise<void> {
    const append = this.lastAppend.then(() => this.write(message));
    this.lastAppend = append.catch(() => undefined);
    return append;
  }

  /** The last message to a mobile number, an address (in upper or lower case) or a captcha. */
  async last(to: string): Promise<OutboxMessage | undefined> {
    const wanted = to.toLowerCase();
    for (const path of [this.path, this.previous]) {
      const content = (await readFile(path, 'utf8').catch(ignoreMissing)) ?? '';
      // What comes after the last end of a line is being written.
      const lines = content.split('\n').slice(0, -1);
      const messages = lines.map((line) => JSON.parse(line) as OutboxMessage);
      const found = messages.findLast((message) => message.to.toLowerCase() === wanted);
      if (found) return found;
    }
    return undefined;
  }

  private async write(message: OutboxMessage): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    if ((await size(this.path)) > LIMIT)
      await rename(this.path, this.previous).catch(ignoreMissing);
    const line = JSON.stringify({ at: new Date().toISOString(), ...message });
    await appendFile(this.path, `${line}\n`, { mode: 0o600 });
  }
}

async function size(path: string): Promise<number> {
  return (await stat(path).catch(ignoreMissing))?.size ?? 0;
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
