/** The text of HTML, shortened: for lists. */
export function plainText(html: string, most = 80): string {
  const text = new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '';
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
