import { expect, it } from 'vitest';
import { Browser, cookiesOf, newPerson, oauthShop } from '../../support/oauth.js';

const shop = await oauthShop({ STOREFRONT_URL: 'http://localhost:8080' });

it('signs in to a storefront that is served at the root, with cookies for all of it', async () => {
  const answer = await new Browser(shop).signIn('weixin', { person: newPerson() });
  expect(answer.headers.get('location')).toBe('http://localhost:8080/#');
  expect(cookiesOf(answer).token).toMatch(/; Path=\/; SameSite=Lax$/);
});

it('shows its sign-in page to whoever cannot be signed in, and its start after a payment', async () => {
  const refused = await new Browser(shop).signIn('qq', { person: newPerson(), answer: 'no' });
  expect(refused.headers.get('location')).toBe(
    'http://localhost:8080/#/app/login?oauth_error=denied',
  );
  const { headers } = await shop.get('/alipay/return/?sign=forged');
  expect(headers.get('location')).toBe('http://localhost:8080/');
});
