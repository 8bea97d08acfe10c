import { message, ValidationError, type Text } from '../rest/index.js';
import { CodeRefused, type RefusalReason } from './codes/code-refused.js';

/** What a client is told when no code is sent, beyond what its contract words itself. */
const TOO_MANY = message({
  en: 'Too many codes were requested today.',
  'zh-hans': '今天发送验证码的次数已达上限',
});

const EXHAUSTED = message({
  en: 'No codes are sent right now: come again later.',
  'zh-hans': '短信服务繁忙，请稍后再试',
});

/**
 * Does the sending, and answers a refusal with a 400 in the client's own shape.
 *
 * @param tooSoon the contract's words for a second request within a minute
 * @param shape the body of the 400
 */
export async function refusedAs(
  sending: Promise<void>,
  tooSoon: Text,
  shape: (text: Text, reason: RefusalReason) => Record<string, Text | Text[]>,
): Promise<void> {
  try {
    await sending;
  } catch (error) {
    if (!(error instanceof CodeRefused)) throw error;
    const text = refusalText(error, tooSoon);
    throw new ValidationError(shape(text, error.reason), { cause: error });
  }
}

/** What a client is told of a code that is not sent. */
export function refusalText({ reason, message: told }: CodeRefused, tooSoon: Text): Text {
  const texts: Record<RefusalReason, Text> = {
    'too-soon': tooSoon,
    'too-many': TOO_MANY,
    exhausted: EXHAUSTED,
    undeliverable: told,
  };
  return texts[reason];
}
