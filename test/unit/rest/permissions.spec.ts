import { describe, expect, it } from 'vitest';
import {
  AllowAny,
  and,
  IsAdminUser,
  IsAuthenticated,
  IsAuthenticatedOrReadOnly,
  not,
  or,
  Permission,
  permissionOf,
  ReadOnly,
  type PermissionLike,
  type RestRequest,
} from '../../../src/rest/index.js';

const asked = (method = 'GET', user: object | null = null) => ({ method, user }) as RestRequest;
const reader = { id: 1 };
const staff = { id: 2, isStaff: true };

class Yes extends Permission {}
class No extends Permission {
  override async hasPermission(): Promise<boolean> {
    return false;
  }
}
/** Lets the request pass, but not to the object. */
class NotThis extends Permission {
  override hasObjectPermission(): boolean {
    return false;
  }
}
/** Must never be asked. */
class Trap extends Permission {
  override hasPermission(): never {
    throw new Error('asked needlessly');
  }
  override hasObjectPermission(): never {
    throw new Error('asked needlessly');
  }
}

const mayAsk = async (permission: PermissionLike, request = asked()): Promise<boolean> =>
  permissionOf(permission).hasPermission(request);
const mayTouch = async (permission: PermissionLike): Promise<boolean> =>
  permissionOf(permission).hasObjectPermission(asked(), {});

describe('permissions', () => {
  it.each<[name: string, PermissionLike, nobody: boolean, reader: boolean, staff: boolean]>([
    ['AllowAny', AllowAny, true, true, true],
    ['IsAuthenticated', IsAuthenticated, false, true, true],
    ['IsAdminUser', IsAdminUser, false, false, true],
    ['ReadOnly', ReadOnly, false, false, false],
    ['IsAuthenticatedOrReadOnly', IsAuthenticatedOrReadOnly, false, true, true],
  ])('%s decides on a write', async (_name, permission, ...expected) => {
    const found = await Promise.all(
      [null, reader, staff].map((user) => mayAsk(permission, asked('POST', user))),
    );
    expect(found).toEqual(expected);
  });

  it.each(['GET', 'HEAD', 'OPTIONS'])('%s is a read', async (method) => {
    expect(await mayAsk(ReadOnly, asked(method))).toBe(true);
    expect(await mayAsk(IsAuthenticatedOrReadOnly, asked(method))).toBe(true);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s is a write', async (method) => {
    expect(await mayAsk(ReadOnly, asked(method))).toBe(false);
  });
});

describe('a composition of permissions', () => {
  it.each<[name: string, Permission, asks: boolean, touches: boolean]>([
    ['and(Yes, Yes)', and(Yes, Yes), true, true],
    ['and(Yes, No)', and(Yes, No), false, true],
    ['and(Yes, NotThis)', and(Yes, NotThis), true, false],
    ['and()', and(), true, true],
    ['or(No, Yes)', or(No, Yes), true, true],
    ['or(No, No)', or(No, No), false, false],
    ['or(Yes, NotThis)', or(Yes, NotThis), true, true],
    ['or(NotThis, NotThis)', or(NotThis, NotThis), true, false],
    // Who was let in by one part is not let at the object by another, which refused the request.
    ['or(No, NotThis)', or(No, NotThis), true, false],
    ['not(No)', not(No), true, false],
    ['not(Yes)', not(Yes), false, false],
    ['not(NotThis)', not(NotThis), false, true],
    ['not(or(No, and(Yes, No)))', not(or(No, and(Yes, No))), true, true],
    ['or(and(Yes, NotThis), and(No, Yes))', or(and(Yes, NotThis), and(No, Yes)), true, false],
  ])('%s', async (_name, permission, asks, touches) => {
    expect([await mayAsk(permission), await mayTouch(permission)]).toEqual([asks, touches]);
  });

  it('asks no further than it must', async () => {
    expect(await mayAsk(and(No, Trap))).toBe(false);
    expect(await mayAsk(or(Yes, Trap))).toBe(true);
    expect(await mayTouch(and(NotThis, Trap))).toBe(false);
    expect(await mayTouch(or(Yes, Trap))).toBe(true);
  });

  it('takes classes and instances alike', async () => {
    expect(await mayAsk(and(new Yes(), Yes))).toBe(true);
  });
});
