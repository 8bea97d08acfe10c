/** The address of a link; undefined where following it would run something. */
export function safeAddress(address: string): string | undefined {
  return /^(?:https?:|\/|\.)/i.test(address.trim()) ? address : undefined;
}
