import type { OAuthProviderName } from '../../oauth/oauth.settings.js';

/** What a provider's answers look like. */
export interface Dialect {
  token(accessToken: string, openId: string): string;
  identity(openId: string, clientId: string): string;
  profile(nickname: string): string;
  readonly badCode: string;
  readonly badToken: string;
  /** HTTP status of those two. */
  readonly refusalStatus: number;
  /** Query of a browser whose owner has refused. */
  readonly denied: string;
}

const wrapped = (data: object) => `callback( ${JSON.stringify(data)} );\n`;

export const DIALECTS: Readonly<Record<OAuthProviderName, Dialect>> = {
  qq: {
    token: (accessToken) => `access_token=${accessToken}&expires_in=7776000&refresh_token=none`,
    identity: (openid, clientId) => wrapped({ client_id: clientId, openid }),
    profile: (nickname) => JSON.stringify({ ret: 0, msg: '', nickname, gender: '女' }),
    badCode: wrapped({ error: 100_019, error_description: 'code to access token error' }),
    badToken: wrapped({ error: 100_016, error_description: 'access token check failed' }),
    refusalStatus: 200,
    denied: 'usercancel=1',
  },
  weibo: {
    token: (accessToken, uid) =>
      JSON.stringify({ access_token: accessToken, expires_in: 7200, remind_in: '7200', uid }),
    identity: (uid, appkey) =>
      JSON.stringify({ uid: Number(uid), appkey, scope: null, expire_in: 7200 }),
    profile: (name) => JSON.stringify({ screen_name: name, name, gender: 'f' }),
    badCode: '{"error":"invalid_grant","error_code":21325,"error_description":"invalid code"}',
    badToken: '{"error":"invalid_access_token","error_code":21332}',
    refusalStatus: 400,
    denied: 'error=access_denied&error_code=21330',
  },
  weixin: {
    token: (accessToken, openid) =>
      JSON.stringify({
        access_token: accessToken,
        expires_in: 7200,
        openid,
        scope: 'snsapi_login',
      }),
    identity: () => '',
    profile: (nickname) => JSON.stringify({ nickname, sex: 2 }),
    badCode: '{"errcode":40029,"errmsg":"invalid code"}',
    badToken: '{"errcode":40001,"errmsg":"invalid credential"}',
    refusalStatus: 200,
    denied: '',
  },
};
