import { z } from 'zod';

/** A URL with a host and one of these protocols, such as `https:`. */
export function urlWith(protocols: string[]) {
  return z.string().superRefine((value, context) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (!url?.hostname || !protocols.includes(url.protocol)) {
      const expected = protocols.map((protocol) => `${protocol}//`).join(' or ');
      context.addIssue({ code: 'custom', message: `expected a URL starting with ${expected}` });
    }
  });
}

/** A whole number between two bounds, both allowed. */
export function wholeNumber(minimum: number, maximum: number, fallback: number) {
  const message = `expected a whole number from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, message)
    .default(fallback);
}
