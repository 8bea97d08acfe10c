import type { OAuthProviderName } from '../oauth.settings.js';

/** A call to a provider's API. */
export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
}

/** What there is to know about a provider; none of these has PKCE. */
export interface ProviderDeclaration {
  /** Its name, for people. */
  readonly title: string;
  /** Where browsers go, and where its API is. */
  readonly pageUrl: string;
  readonly apiUrl: string;
  readonly authorize: { readonly path: string; readonly scope: string; readonly hash?: string };
  /** What it calls the client's id and secret. */
  readonly client: { readonly id: string; readonly secret: string };
  /** Gives an access token for a code. */
  readonly token: Call;
  readonly identity: {
    /** Tells whose the access token is; absent: the answer to `token` does. */
    readonly call?: Call;
    /** Field with the open id. */
    readonly openId: string;
    /** Field with the id of the client that the token is for. */
    readonly audience?: string;
  };
  /** Tells more about the person. */
  readonly profile: Call & {
    /** What it calls the open id, and the client's id if it wants that. */
    readonly openId: string;
    readonly client?: string;
    /** Field with the name that people gave themselves. */
    readonly nickname: string;
  };
}

export const DECLARATIONS: Readonly<Record<OAuthProviderName, ProviderDeclaration>> = {
  // https://wiki.connect.qq.com/
  qq: {
    title: 'QQ',
    pageUrl: 'https://graph.qq.com',
    apiUrl: 'https://graph.qq.com',
    authorize: { path: '/oauth2.0/authorize', scope: 'get_user_info' },
    client: { id: 'client_id', secret: 'client_secret' },
    token: { method: 'GET', path: '/oauth2.0/token' },
    identity: {
      call: { method: 'GET', path: '/oauth2.0/me' },
      openId: 'openid',
      audience: 'client_id',
    },
    profile: {
      method: 'GET',
      path: '/user/get_user_info',
      openId: 'openid',
      client: 'oauth_consumer_key',
      nickname: 'nickname',
    },
  },
  // https://open.weibo.com/wiki/Oauth2: the uid beside the token proves nothing, token info does.
  weibo: {
    title: '微博',
    pageUrl: 'https://api.weibo.com',
    apiUrl: 'https://api.weibo.com',
    authorize: { path: '/oauth2/authorize', scope: '' },
    client: { id: 'client_id', secret: 'client_secret' },
    token: { method: 'POST', path: '/oauth2/access_token' },
    identity: {
      call: { method: 'POST', path: '/oauth2/get_token_info' },
      openId: 'uid',
      audience: 'appkey',
    },
    profile: {
      method: 'GET',
      path: '/2/users/show.json',
      openId: 'uid',
      nickname: 'screen_name',
    },
  },
  // https://developers.weixin.qq.com/doc/oplatform/Website_App/WeChat_Login/Wechat_Login.html
  weixin: {
    title: '微信',
    pageUrl: 'https://open.weixin.qq.com',
    apiUrl: 'https://api.weixin.qq.com',
    authorize: { path: '/connect/qrconnect', scope: 'snsapi_login', hash: '#wechat_redirect' },
    client: { id: 'appid', secret: 'secret' },
    token: { method: 'GET', path: '/sns/oauth2/access_token' },
    identity: { openId: 'openid' },
    profile: { method: 'GET', path: '/sns/userinfo', openId: 'openid', nickname: 'nickname' },
  },
};
