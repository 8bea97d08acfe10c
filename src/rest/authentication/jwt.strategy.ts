import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import jwt, { type JwtHeader, type JwtPayload } from 'jsonwebtoken';
import { Strategy, type SecretOrKeyProvider } from 'passport-jwt';
import { AuthenticationFailed } from '../exceptions.js';
import type { Credentials } from './authentication.js';

const ALGORITHM = 'HS256';

/** What a project says of its tokens. */
export abstract class JwtBackend {
  /** Words in the `Authorization` header that a token follows, in any case; the first challenges. */
  abstract readonly schemes: readonly string[];
  /** The key that signs, then former ones. Not as text: that takes five times as long to verify. */
  abstract readonly keys: readonly KeyObject[];

  /**
   * Whose token it is.
   *
   * @param payload of a token that is signed by one of the keys and not over
   * @throws AuthenticationFailed when it is nobody's
   */
  abstract credentials(payload: JwtPayload): Promise<Credentials>;
}

/** Takes a token from the `Authorization` header and verifies it: passport's own JWT strategy. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(private readonly backend: JwtBackend) {
    super({
      jwtFromRequest: (request) => tokenOf(request as unknown as FastifyRequest, backend.schemes),
      secretOrKeyProvider: keyProvider(backend.keys),
      algorithms: [ALGORITHM],
    });
  }

  /** @returns user and info, as passport passes them on */
  async validate(payload: JwtPayload): Promise<[user: object, info: unknown]> {
    // A token without an end would count for ever.
    if (typeof payload.exp !== 'number') throw new AuthenticationFailed();
    const { user, auth } = await this.backend.credentials(payload);
    return [user, auth];
  }
}

/**
 * DRF: rest_framework_jwt.authentication.JSONWebTokenAuthentication.get_jwt_value
 *
 * @returns null when the header holds credentials of another kind, or none
 */
function tokenOf({ headers }: FastifyRequest, schemes: readonly string[]): string | null {
  const [scheme = '', token, ...rest] = (headers.authorization ?? '').trim().split(/\s+/);
  const isOurs = schemes.some((known) => known.toLowerCase() === scheme.toLowerCase());
  if (!isOurs) return null;
  if (token === undefined) {
    throw new AuthenticationFailed('Invalid Authorization header. No credentials provided.');
  }
  if (rest.length > 0) {
    throw new AuthenticationFailed(
      'Invalid Authorization header. Credentials string should not contain spaces.',
    );
  }
  return token;
}

/** Gives the key that signed a token; the current one if none did, which then tells so. */
function keyProvider(keys: readonly KeyObject[]): SecretOrKeyProvider {
  return (_request, token: string, done) => {
    const header = headerOf(token);
    if (header && header.alg !== ALGORITHM) {
      done(new AuthenticationFailed() as never);
      return;
    }
    const key = keys.length > 1 ? keys.find((candidate) => signed(token, candidate)) : undefined;
    // The types know keys as text only; jsonwebtoken takes both.
    done(null, (key ?? keys[0]) as unknown as Buffer);
  };
}

/** @returns null for what is no token, as the verification is about to find out */
function headerOf(token: string): JwtHeader | null {
  try {
    return jwt.decode(token, { complete: true })?.header ?? null;
  } catch {
    // Not even JSON inside.
    return null;
  }
}

function signed(token: string, key: KeyObject): boolean {
  const end = token.lastIndexOf('.');
  const signature = Buffer.from(token.slice(end + 1), 'base64url');
  const expected = createHmac('sha256', key).update(token.slice(0, end)).digest();
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}
