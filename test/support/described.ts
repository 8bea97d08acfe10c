import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { describeApi } from '../../src/docs/docs.js';
import { ApiDescription } from './api-description.js';
import type { Answer } from './app.js';

/** Other formats, and a NUL in a search, which DRF refuses without naming the field. */
const UNDESCRIBED = /[?&]format=|%00/;

/** Descriptions of applications by what they say: most specs start the same. */
const descriptions = new Map<string, ApiDescription>();

/** What is described of an application, to hold its answers against. */
export class Described {
  private descriptions: readonly ApiDescription[] | undefined;

  constructor(private readonly nest: NestFastifyApplication) {}

  /**
   * @throws Error naming the operation when it is not said to answer so; what is of no operation
   *   may be answered as it will
   */
  check(method: string, path: string, answer: Answer): void {
    // Pages are for people; the description is of data.
    if (answer.headers.get('content-type')?.startsWith('text/html')) return;
    if (UNDESCRIBED.test(path)) return;
    this.descriptions ??= DOCUMENTS.map((name) => descriptionOf(this.nest, name));
    for (const description of this.descriptions) {
      const operation = description.find(method, path);
      const complaint = operation && description.complaint(operation, answer);
      if (complaint === undefined) continue;
      throw new Error(
        `${method} ${operation!.path} is not described so: ${complaint}\n${path} ${answer.status} ${answer.text.slice(0, 500)}`,
      );
    }
  }
}

/** The main one, and that of the pages that sign in by a session. */
const DOCUMENTS = [undefined, 'session'];

function descriptionOf(nest: NestFastifyApplication, name: string | undefined): ApiDescription {
  const document = describeApi(nest, undefined, name);
  const text = JSON.stringify(document);
  let description = descriptions.get(text);
  if (!description) descriptions.set(text, (description = new ApiDescription(document)));
  return description;
}
