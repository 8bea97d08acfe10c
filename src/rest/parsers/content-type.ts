/** The parts of a Content-Type header. */
export interface ContentType {
  /** Type and subtype in lower case, e.g. `application/json`. */
  readonly type: string;
  /** Absent: UTF-8. */
  readonly charset: string | undefined;
  readonly boundary: string | undefined;
}

/** Splits a Content-Type header. */
export function parseContentType(header: string): ContentType {
  const { type, params } = splitMediaType(header);
  return { type, charset: params.get('charset'), boundary: params.get('boundary') };
}

/** The type in lower case and its parameters; their names are case-insensitive, quotes are removed. */
export function splitMediaType(text: string): {
  type: string;
  params: ReadonlyMap<string, string>;
} {
  const [type = '', ...rest] = text.split(';');
  const params = new Map<string, string>();
  for (const part of rest) {
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    const value = part.slice(equals + 1).trim();
    params.set(part.slice(0, equals).trim().toLowerCase(), value.replace(/^"(.*)"$/, '$1'));
  }
  return { type: type.trim().toLowerCase(), params };
}

/** Whether a Content-Type header announces a multipart form, the only body that holds files. */
export function isMultipart(header: string | undefined): boolean {
  return header !== undefined && parseContentType(header).type === 'multipart/form-data';
}
