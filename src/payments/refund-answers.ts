import { Response, ValidationError, type RestRequest } from '../rest/index.js';
import type { Refund } from './entities/index.js';
import { MESSAGES } from './payments.messages.js';
import { RefundSerializer } from './payments.serializers.js';
import { RefundImpossible, type RefundsService } from './refunds.service.js';

/** The reason of a refund for which none is given. */
export const BY_ADMINISTRATOR = 'refund by an administrator';

const IMPOSSIBLE = {
  paid: MESSAGES.paid,
  sent: MESSAGES.sent,
  'not-paid': MESSAGES.notPaid,
  'too-much': MESSAGES.tooMuch,
};

/**
 * Sends what was set aside and tells what has become of it: 201 when it has gone back, 202 while
 * the provider cannot be asked.
 *
 * @throws ValidationError when it cannot be set aside, or the provider refuses
 */
export async function answerRefund(
  request: RestRequest,
  refunds: RefundsService,
  setAside: Promise<Refund>,
): Promise<Response> {
  const refund = await refunds.sendNow(await setAside.catch(explainRefund));
  if (refund.state === 'refused') {
    throw ValidationError.nonField(MESSAGES.refused(refund.failure ?? ''));
  }
  const body = RefundSerializer.represent({ ...refund }, request);
  return new Response(body, refund.state === 'done' ? 201 : 202);
}

/** Tells the client why a refund cannot be. @throws ValidationError, or any other error as it is */
export function explainRefund(error: unknown): never {
  if (!(error instanceof RefundImpossible)) throw error;
  throw ValidationError.nonField(IMPOSSIBLE[error.reason]);
}
