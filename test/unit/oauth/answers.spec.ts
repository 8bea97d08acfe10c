import { describe, expect, it } from 'vitest';
import { readFields, requiredText } from '../../../src/oauth/providers/answers.js';
import { ProviderFailure } from '../../../src/oauth/providers/provider-failure.js';

describe("a provider's answer", () => {
  it.each([
    ['{"openid":"A1","n":2}'],
    ['callback( {"openid":"A1","n":2} );\n'],
    ['callback({"openid":"A1","n":2})'],
    ['\n callback (\n{"openid":"A1","n":2}\n) ; '],
    ['openid=A1&n=2'],
  ])('is read in any of its forms: %j', (text) => {
    const fields = readFields(text);
    expect(requiredText(fields, 'openid', 10)).toBe('A1');
    expect(requiredText(fields, 'n', 10)).toBe('2');
  });

  it.each([
    'callback( {"error":100019,"error_description":"code to access token error"} );',
    '{"error":"invalid_grant","error_code":21325}',
    '{"errcode":40029,"errmsg":"invalid code"}',
    '{"ret":-1,"msg":"client request parameter error"}',
    'error=access_denied',
  ])('that tells of an error is a failure: %j', (text) => {
    expect(() => readFields(text)).toThrow(/^refused: /);
  });

  it.each(['{"ret":0,"msg":""}', '{"errcode":0}'])('without an error is none: %j', (text) => {
    expect(() => readFields(text)).not.toThrow();
  });

  it.each(['{"openid":', 'callback( nothing );', 'callback( 7 );', '{}x'])(
    'that is broken is a failure: %j',
    (text) => expect(() => readFields(text)).toThrow(ProviderFailure),
  );

  it.each([
    ['', 'openid'],
    ['<html>busy</html>', 'openid'],
    ['[]', 'openid'],
    ['{"openid":""}', 'openid'],
    ['{"openid":null}', 'openid'],
    ['{"openid":{"a":1}}', 'openid'],
    ['{"openid":"two words"}', 'openid'],
    ['{"openid":"12345678901"}', 'openid'],
    ['{"openid":9007199254740993}', 'openid'],
    ['{"openid":"\\u0000"}', 'openid'],
    ['{}', 'constructor'],
    ['{}', '__proto__'],
  ])('%j has no %s', (text, name) => {
    expect(() => requiredText(readFields(text), name, 10)).toThrow(ProviderFailure);
  });
});
