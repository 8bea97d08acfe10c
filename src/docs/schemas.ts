import { bilingual } from '../languages.js';
import { named, objectSchema } from '../rest/index.js';

const message = { type: 'string' };

/** What the Meiduo pages are told when there is nothing else to tell. */
export const MESSAGE = named('Message', objectSchema({ message }));

/** Errors as the Meiduo pages read them: the first of them once more as `message`. */
export const MESSAGE_ERRORS = named('MessageErrors', {
  ...objectSchema({ message }),
  additionalProperties: { type: 'array', items: { type: 'string' } },
});

/** Wherever a password is asked for: too many wrong ones stop all further ones for a while. */
export const TOO_MANY_GUESSES = {
  429: {
    description: bilingual(
      'Too many requests, or too many wrong passwords.',
      '请求过于频繁，或密码错误次数过多。',
    ),
    schema: named(
      'TooManyGuesses',
      objectSchema({
        detail: { type: 'string' },
        non_field_errors: { type: 'array', items: { type: 'string' } },
      }),
    ),
  },
};
