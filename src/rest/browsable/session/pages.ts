import { html, type Html } from '../html.js';
import { csrfField, messages } from '../forms/form.js';
import type { Texts } from '../texts.js';
import type { Captcha } from './sign-in-backend.js';

/** What the page to sign in shows. */
export interface SignInModel {
  readonly action: string;
  readonly next: string;
  readonly csrf: string | null;
  /** What was typed before. */
  readonly username: string;
  readonly errors: readonly string[];
  readonly captcha: Captcha | null;
}

/** The page to sign in. DRF: the template rest_framework/login.html */
export function signInPage(model: SignInModel, t: Texts): Html {
  const { action, next, csrf, username, errors, captcha } = model;
  return html`<h1>${t('browsable.sign_in')}</h1>
    <form class="forms narrow" method="post" action="${action}">
      ${csrfField(csrf)}
      <input type="hidden" name="next" value="${next}" />
      ${messages(errors)}
      <div class="field">
        <label for="username">${t('browsable.username')}</label>
        <input id="username" name="username" value="${username}" autocomplete="username" required />
      </div>
      <div class="field">
        <label for="password">${t('browsable.password')}</label>
        <input
          id="password"
          type="password"
          name="password"
          autocomplete="current-password"
          required
        />
      </div>
      ${captcha && captchaField(captcha, t)}
      <div class="buttons"><button class="primary">${t('browsable.sign_in')}</button></div>
    </form>`;
}

function captchaField({ picture, id, idField, answerField }: Captcha, t: Texts): Html {
  return html`<div class="field">
    <label for="captcha">${t('browsable.captcha')}</label>
    <img class="captcha" src="${picture}" alt="" />
    <input type="hidden" name="${idField}" value="${id}" />
    <input id="captcha" name="${answerField}" autocomplete="off" required />
  </div>`;
}
