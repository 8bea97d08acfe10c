import { language, text } from './texts.js';

/** The token of who has signed in, in this window. */
export const session = {
  get token() {
    return sessionStorage.getItem('seats.token');
  },
  get username() {
    return sessionStorage.getItem('seats.username');
  },
  begin(token, username) {
    sessionStorage.setItem('seats.token', token);
    sessionStorage.setItem('seats.username', username);
  },
  end() {
    sessionStorage.clear();
  },
};

/**
 * Calls the API with the token, in the language of the page.
 *
 * @returns the parsed answer; null when there is none
 * @throws Error whose message a person can read
 */
export async function call(method, path, body) {
  const headers = { Accept: 'application/json', 'Accept-Language': language };
  if (session.token) headers.Authorization = `JWT ${session.token}`;
  const sent = { method, headers };
  if (body) {
    headers['Content-Type'] = 'application/json';
    sent.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, sent);
  } catch (error) {
    throw new Error(text('offline'), { cause: error });
  }
  const answer = response.status === 204 ? null : await response.json();
  if (response.ok) return answer;
  // The token is no more: whoever goes on signs in again.
  if (response.status === 401) session.end();
  throw new Error(messagesOf(answer).join(' '));
}

export const get = (path) => call('GET', path);

/** The texts of an error: `{"detail": "…"}`, or lists of texts by field. */
function messagesOf(answer) {
  if (typeof answer === 'string') return [answer];
  if (answer === null || typeof answer !== 'object') return [];
  return Object.values(answer).flatMap(messagesOf);
}
