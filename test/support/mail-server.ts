import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A mail that the server has taken. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came over the wire. */
  readonly raw: string;
  /** Type and text of the parts of a mail that has several. */
  readonly parts: readonly (readonly [type: string, text: string])[];
  /** The headers, unfolded, one per line. */
  readonly headers: readonly string[];
}

/** A real SMTP server in this process, for the running test. */
export async function mailServer(options: SMTPServerOptions = {}) {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    closeTimeout: 1,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        const [head = ''] = raw.split('\r\n\r\n', 1);
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw,
          parts: partsOf(raw),
          headers: head.replaceAll(/\r\n\s+/g, ' ').split('\r\n'),
        });
        done();
      });
    },
    ...options,
  });
  // Clients that give up in the middle are part of the tests.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { mails, host: `127.0.0.1:${port}`, url: `smtp://127.0.0.1:${port}` };
}

function partsOf(raw: string): [string, string][] {
  const [, boundary = ''] = /boundary="([^"]+)"/.exec(raw) ?? [];
  const parts = boundary ? raw.split(`--${boundary}`).slice(1, -1) : [];
  return parts.map((part) => {
    const [head = '', body = ''] = part.split('\r\n\r\n', 2);
    const [, type = ''] = /Content-Type: ([^;\r]+)/i.exec(head) ?? [];
    const isBase64 = /Content-Transfer-Encoding: base64/i.test(head);
    const bytes = isBase64 ? Buffer.from(body, 'base64') : fromQuotedPrintable(body);
    return [type, bytes.toString().trimEnd()];
  });
}

function fromQuotedPrintable(text: string): Buffer {
  const joined = text.replaceAll('=\r\n', '');
  const bytes = joined.replaceAll(/=([0-9A-F]{2})/g, (_match, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1');
}
