import { Injectable } from '@nestjs/common';
import {
  Authentication,
  AuthenticationFailed,
  IsOwnerOrReadOnly,
  type Credentials,
  type RestRequest,
  type RestUser,
} from '../../../src/rest/index.js';

export interface Reader extends RestUser {
  readonly name: string;
}

/** Whoever may come in. */
export const READERS = {
  alice: { id: 1, name: 'alice' },
  bob: { id: 2, name: 'bob' },
  root: { id: 3, name: 'root', isStaff: true, isSuperuser: true },
} as const satisfies Record<string, Reader>;

/** Headers of a request by that reader. */
export function as(name: keyof typeof READERS): Record<string, string> {
  return { Authorization: `JWT ${name}` };
}

/** `Authorization: JWT <name>`: a known name is let in, any other is a dead token. */
@Injectable()
export class NameAuthentication extends Authentication {
  override async authenticate(request: RestRequest): Promise<Credentials | null> {
    const [scheme, name = ''] = (request.raw.headers.authorization ?? '').split(' ');
    if (scheme !== 'JWT') return null;
    if (!Object.hasOwn(READERS, name)) throw new AuthenticationFailed('Signature has expired.');
    return { user: READERS[name as keyof typeof READERS], auth: name };
  }

  override authenticateHeader(): string | null {
    return 'JWT realm="api"';
  }
}

/** The same without a challenge, as DRF's SessionAuthentication. */
@Injectable()
export class SilentAuthentication extends NameAuthentication {
  override authenticateHeader(): null {
    return null;
  }
}

/** Everybody may read what they see, only the owner may change it. */
export const OwnerOrReadOnly = new IsOwnerOrReadOnly('ownerId');
