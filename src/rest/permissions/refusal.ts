import { AuthenticationFailed, NotAuthenticated, PermissionDenied } from '../exceptions.js';
import type { Text } from '../i18n/messages.js';
import type { RestRequest } from '../request.js';

/**
 * The error for a refused client: 401 with a challenge where credentials could help, else 403.
 *
 * DRF: APIView.permission_denied.
 */
export function refusal(request: RestRequest, message?: Text): NotAuthenticated | PermissionDenied {
  if (request.user === null && request.policy.authentications.length > 0) {
    return unauthorized(request, new NotAuthenticated());
  }
  return new PermissionDenied(message);
}

/** A 401 needs a challenge; an authentication without one makes it a 403. */
export function unauthorized<T extends NotAuthenticated | AuthenticationFailed>(
  request: RestRequest,
  error: T,
): T | PermissionDenied {
  const challenge = request.policy.authentications[0]!.authenticateHeader(request);
  if (challenge === null) {
    return new PermissionDenied(error.detail as Text);
  }
  request.reply.header('WWW-Authenticate', challenge);
  return error;
}
