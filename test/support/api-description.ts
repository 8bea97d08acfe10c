import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { Answer } from './app.js';

export type JsonSchema = Readonly<Record<string, any>>;

interface Documented {
  readonly content?: Record<string, { schema: JsonSchema; example?: unknown }>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: JsonSchema;
}

/** One operation of an OpenAPI document, with its references resolved. */
export interface ApiOperation {
  readonly path: string;
  /** In capitals. */
  readonly verb: string;
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly isDeprecated: boolean;
  readonly security: readonly object[];
  readonly parameters: readonly Parameter[];
  /** Of the body that it takes; none: it takes none. */
  readonly mediaTypes: readonly string[];
  /** Of the body that it takes; undefined: none. */
  readonly body: JsonSchema | undefined;
  readonly responses: Readonly<Record<string, Documented>>;
}

const VERBS = ['get', 'post', 'put', 'patch', 'delete'];

/** Reads an OpenAPI document by what it says, wherever in the document it is said. */
export class ApiDescription {
  readonly operations: readonly ApiOperation[];
  private readonly patterns: readonly (readonly [pattern: RegExp, operation: ApiOperation])[];
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly validators = new Map<JsonSchema, ValidateFunction>();

  constructor(private readonly document: any) {
    ajvFormats.default(this.ajv);
    // Whatever is not described is a mistake here, although clients should tolerate it.
    this.ajv.addSchema({ ...closed(document), $id: 'api' });
    this.operations = Object.entries<any>(document.paths).flatMap(([path, item]) =>
      VERBS.filter((verb) => verb in item).map((verb) => this.operation(path, verb, item)),
    );
    // A path without parameters goes before one that fits as well.
    this.patterns = this.operations
      .toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)
      .map((operation) => [patternOf(operation), operation]);
  }

  /** The operation that a request is of; undefined: of none. */
  find(method: string, url: string): ApiOperation | undefined {
    const [path = ''] = url.split('?');
    const request = `${method} ${path.replace(/\.json$/, '/')}`;
    return this.patterns.find(([pattern]) => pattern.test(request))?.[1];
  }

  /** What the reference refers to, or the value itself. */
  resolve(value: any): any {
    let found = value;
    while (typeof found?.$ref === 'string') {
      const steps = found.$ref.slice(2).split('/').map(unescaped);
      found = steps.reduce((parent: any, step: string) => parent[step], this.document);
    }
    return found;
  }

  /** @returns what an answer has that the operation is not said to have; undefined: nothing */
  complaint({ responses }: ApiOperation, answer: Answer): string | undefined {
    // Browsers are shown the same answers in pages, which no client reads.
    if (answer.headers.get('content-type')?.startsWith('text/html')) return undefined;
    const documented = responses[answer.status];
    if (!documented) return `status ${answer.status} is not documented`;
    const { content } = documented;
    if (!content) return answer.text === '' ? undefined : 'a body where none is documented';
    const type = answer.headers.get('content-type') ?? '';
    const described = content[type];
    if (!described) return `content type ${type} is not documented for ${answer.status}`;
    const body: unknown = type === 'application/json' ? answer.json : answer.text;
    const wrong = this.wrong(described.schema, body);
    return wrong && `body is not as documented: ${wrong}`;
  }

  /** @returns what is wrong with a value by a schema of the document; undefined: nothing */
  wrong(schema: JsonSchema, value: unknown): string | undefined {
    const validate = this.validator(schema);
    return validate(value) ? undefined : this.ajv.errorsText(validate.errors);
  }

  private operation(path: string, verb: string, item: any): ApiOperation {
    const { requestBody, responses, parameters = [], ...said } = item[verb];
    const content = this.resolve(requestBody)?.content ?? {};
    return {
      path,
      verb: verb.toUpperCase(),
      operationId: said.operationId,
      summary: said.summary,
      tags: said.tags,
      isDeprecated: said.deprecated ?? false,
      security: said.security,
      parameters: [...(item.parameters ?? []), ...parameters].map((each) => this.resolve(each)),
      mediaTypes: Object.keys(content),
      body: (content['application/json'] ?? Object.values(content)[0])?.schema,
      responses: Object.fromEntries(
        Object.entries(responses).map(([status, response]) => [status, this.resolve(response)]),
      ),
    };
  }

  private validator(schema: JsonSchema): ValidateFunction {
    let validate = this.validators.get(schema);
    if (!validate) {
      validate = this.ajv.compile(closed(anchored(schema)) as object);
      this.validators.set(schema, validate);
    }
    return validate;
  }
}

function patternOf({ path, verb }: ApiOperation): RegExp {
  const literal = path.split(/\{\w+\}/).map((part) => part.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${verb} ${literal.join('[^/]+')}$`);
}

function unescaped(step: string): string {
  return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The schema with references that are found from outside of the document. */
function anchored(schema: unknown): unknown {
  return mapped(schema, (key, value) =>
    key === '$ref' && typeof value === 'string' ? `api${value}` : anchored(value),
  );
}

/** The schema with objects that have nothing but the properties named. */
function closed(schema: unknown): any {
  const copy = mapped(schema, (key, value) => (key === 'example' ? value : closed(value)));
  const isObject = typeof copy === 'object' && copy !== null;
  if (isObject && 'properties' in copy && (copy as JsonSchema).type === 'object') {
    return { additionalProperties: false, ...copy };
  }
  return copy;
}

function mapped(value: unknown, change: (key: string, value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item, index) => change(String(index), item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(key, inner)]));
}
