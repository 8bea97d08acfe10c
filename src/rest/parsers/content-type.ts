/** The parts of a Content-Type header. */
export interface ContentType {
  /** Type and subtype in lower case, e.g. `application/json`. */
  readonly type: string;
  /** Absent: UTF-8. */
  readonly charset: string | undefined;
  readonly boundary: string | undefined;
}

/** Splits a Content-Type header; parameter names are case-insensitive, quotes are removed. */
export function parseContentType(header: string): ContentType {
  const [type = '', ...rest] = header.split(';');
  const params = new Map<string, string>();
  for (const text of rest) {
    const equals = text.indexOf('=');
    if (equals < 0) continue;
    const value = text.slice(equals + 1).trim();
    params.set(text.slice(0, equals).trim().toLowerCase(), value.replace(/^"(.*)"$/, '$1'));
  }
  return {
    type: type.trim().toLowerCase(),
    charset: params.get('charset'),
    boundary: params.get('boundary'),
  };
}

/** Whether a Content-Type header announces a multipart form, the only body that holds files. */
export function isMultipart(header: string | undefined): boolean {
  return header !== undefined && parseContentType(header).type === 'multipart/form-data';
}
