import { STATUS_CODES } from 'node:http';
import { parseCookie } from 'cookie';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { RestUser } from '../authentication/authentication.js';
import { SessionService } from '../authentication/session/session.service.js';
import { linkWith } from '../pagination/links.js';
import { renderText } from '../i18n/messages.js';
import type { RestRequest } from '../request.js';
import { Rest } from '../rest.js';
import type { ViewDefinition } from '../viewsets/definition.js';
import { unwrap } from '../viewsets/response.js';
import { ViewRegistry } from '../viewsets/view-registry.js';
import { changeForm, postForm } from './forms/form-models.js';
import { isObject } from './forms/data.js';
import { filterModel } from './filters.js';
import { allHeaders } from './headers.js';
import type { Content } from './html.js';
import { offersOf } from './offers.js';
import { answerPage, frame, PAGE_POLICY, type FrameModel } from './page.js';
import { placeName, Places, segmentsOf } from './places.js';
import { SIGN_IN_PATH, SIGN_OUT_PATH } from './session/paths.js';
import { textsIn } from './texts.js';

/** What the script remembers the open tab of forms by. */
const TAB_COOKIE = 'tabstyle';

/** The text of an object's name, in the order in which it is looked for. */
const NAMES = ['name', 'title', 'username', 'subject', 'order_sn'];

/** An answer to be shown in a page. */
export interface ShownAnswer {
  readonly status: number;
  /** JSON data; undefined for no body. */
  readonly content: unknown;
}

/** Who looks at a page. */
export interface Visitor {
  /** Who has signed in with the browser. */
  readonly user: RestUser | null;
  /** The token of the page's forms; null where nobody can sign in. */
  readonly csrf: string | null;
}

/**
 * Shows answers in pages for people: the answer, and forms for what they may do next.
 *
 * DRF: rest_framework.renderers.BrowsableAPIRenderer
 */
@Injectable()
export class Browsable {
  private places: Places | undefined;

  constructor(
    private readonly rest: Rest,
    private readonly views: ViewRegistry,
    private readonly moduleRef: ModuleRef,
  ) {}

  /**
   * The page of what a handler has answered; undefined for what browsers show or follow themselves,
   * such as pictures and redirections.
   */
  async answer(request: RestRequest, answer: unknown): Promise<Buffer | undefined> {
    const content = unwrap(answer, request);
    const { statusCode: status } = request.reply;
    if (Buffer.isBuffer(content) || (status >= 300 && status < 400)) return undefined;
    return this.page(request, { status, content });
  }

  /**
   * The page of an answer; sets its headers and status.
   *
   * @returns the page as it is sent
   */
  async page(request: RestRequest, answer: ShownAnswer): Promise<Buffer> {
    const { language, wording, view, policy, reply } = request;
    const t = textsIn(language);
    const { status, content } = answer;
    const body = content === undefined ? '' : JSON.stringify(content, undefined, 4);
    const { route } = policy;
    this.places ??= new Places(this.views.all());
    const visitor = await this.visitor(request);
    const offers = await offersOf(request, this.views, visitor.user);
    const outcome = { status, body: content };
    const forms = [
      await postForm(request, offers, outcome, this.views),
      await changeForm(request, offers, outcome, this.views),
    ];
    const url = request.raw.originalUrl;
    const title = placeName({ view, route }, wording, segmentsOf(request.path));
    const [headers, usualHeaders] = allHeaders(reply);
    const isList = policy.action === 'list' && status === 200;
    const page = answerPage(
      {
        title,
        description: this.describe(view, request),
        way: this.places.wayTo(request.path, wording),
        url,
        method: request.method,
        status: `${status} ${STATUS_CODES[status] ?? ''}`,
        headers,
        usualHeaders,
        body,
        ...(policy.stream &&
          status === 200 && {
            remark: { text: t('browsable.stream'), href: linkWith(request, 'format', 'json') },
          }),
        formats: route.actions.has('GET')
          ? ['json', 'api'].map((text) => ({ text, href: linkWith(request, 'format', text) }))
          : [],
        hasOptions: offers.has('OPTIONS'),
        deleted: offers.has('DELETE') ? nameOf(content, title) : null,
        actions: this.places.actionsBelow(request.path, wording),
        filters: await filterModel(request, this.views),
        pages: isList ? (view.options.pagination?.links(content, request) ?? null) : null,
        forms: forms.filter((form) => form !== null),
        formContext: {
          url,
          csrf: visitor.csrf,
          isRaw: parseCookie(request.raw.headers.cookie ?? '')[TAB_COOKIE] === 'raw',
        },
      },
      t,
    );
    // A page says what became of a deletion; without a body it could not.
    return this.framed(request, title, page, status === 204 ? 200 : status, visitor);
  }

  /**
   * What the resource says of itself, in the project's language; to readers of another one, the
   * sentence of its chapter.
   */
  private describe({ options }: ViewDefinition, { language, wording }: RestRequest): string {
    const { description = '', group } = options;
    if (language === this.rest.languages.preferred) return description;
    return group?.description === undefined ? description : wording.text(group.description);
  }

  /** Any other page within the frame of all; sets its headers and status. */
  framed(
    request: RestRequest,
    title: string,
    content: Content,
    status: number,
    visitor: Visitor,
  ): Buffer {
    const { reply, language } = request;
    const t = textsIn(language);
    reply.status(status).headers({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': PAGE_POLICY,
      // What one person sees is kept nowhere, not even for the way back after signing out.
      'Cache-Control': 'no-store',
    });
    return Buffer.from(frame(title, content, this.frameModel(request, visitor), t).text);
  }

  /** Whom a page is for; gives a browser the token of its forms, so it is asked once per answer. */
  async visitor(request: RestRequest): Promise<Visitor> {
    const { sessions } = this;
    return {
      user: request.user ?? (await sessions?.viewer(request)) ?? null,
      csrf: sessions?.formToken(request) ?? null,
    };
  }

  private frameModel(request: RestRequest, { user, csrf }: Visitor): FrameModel {
    const { language } = request;
    const { title = 'REST API', links = [] } = this.rest.options.browsable || {};
    const isSessionPage = [SIGN_IN_PATH, SIGN_OUT_PATH].some((path) =>
      request.path.startsWith(`/${path}`),
    );
    return {
      language,
      brand: renderText(title, language),
      links: links.map(({ text, href }) => ({ text: renderText(text, language), href })),
      user: user && (user.username ?? `#${user.id}`),
      session: this.sessions
        ? {
            signIn: `/${SIGN_IN_PATH}/`,
            signOut: `/${SIGN_OUT_PATH}/`,
            next: isSessionPage ? '/' : request.raw.originalUrl,
          }
        : null,
      csrf,
    };
  }

  /** The sessions of browsers, where the project has mounted the pages to sign in. */
  private get sessions(): SessionService | null {
    const isMounted = this.views.all().some(({ paths }) => paths.includes(SIGN_IN_PATH));
    return isMounted ? this.moduleRef.get(SessionService, { strict: false }) : null;
  }
}

/** What an object is called where people are asked about it. */
function nameOf(content: unknown, title: string): string {
  if (!isObject(content)) return title;
  const name = NAMES.map((key) => content[key]).find((value) => typeof value === 'string');
  const id = typeof content.id === 'number' ? `#${content.id}` : '';
  return [typeof name === 'string' && name !== '' ? name : title, id].filter(Boolean).join(' ');
}
