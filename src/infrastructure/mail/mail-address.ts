/** An e-mail address and the name shown with it, which may be empty. */
export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

const ADDRESS = /^[^\s<>@,;:"()[\]\\]+@[^\s<>@,;:"()[\]\\]+$/;
const NAMED = /^([^<>"\p{Cc}]*)<([^<>]*)>$/u;

/** Whether the text is one plain address (`a@b`): no list, no name, nothing to break a header. */
export function isMailAddress(text: string): boolean {
  return ADDRESS.test(text);
}

/**
 * Reads `a@b` or `Name <a@b>`.
 *
 * @returns undefined when the text is neither
 */
export function parseMailAddress(text: string): MailAddress | undefined {
  const [, name = '', address = text] = NAMED.exec(text.trim()) ?? [];
  return isMailAddress(address.trim()) ? { name: name.trim(), address: address.trim() } : undefined;
}
