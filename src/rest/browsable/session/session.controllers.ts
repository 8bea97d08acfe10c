import { SessionService } from '../../authentication/session/session.service.js';
import { APIException, NotFound } from '../../exceptions.js';
import { QueryDict } from '../../parsers/index.js';
import { AllowAny } from '../../permissions/permissions.js';
import type { RestRequest } from '../../request.js';
import { AnonRateThrottle, ScopedRateThrottle } from '../../throttling/throttles.js';
import { Response } from '../../viewsets/response.js';
import { APIView } from '../../viewsets/api-view.js';
import { Browsable } from '../browsable.js';
import { flatTexts } from '../forms/form-models.js';
import { textsIn } from '../texts.js';
import { ownPath, SIGN_IN_PATH, SIGN_OUT_PATH } from './paths.js';
import { signInPage } from './pages.js';
import { SignInBackend, type Captcha } from './sign-in-backend.js';

/** Nobody need be known who signs in; and whoever is, is asked for a form of ours. */
const OPEN = { authentication: [], permissions: [AllowAny], group: null };

/** What a page answers besides the form. */
interface Refusal {
  readonly status: number;
  readonly errors: readonly string[];
  readonly captcha: Captcha | null;
}

/** Nothing has been refused yet. */
const NONE: Refusal = { status: 200, errors: [], captcha: null };

/** Signs a browser in. DRF: rest_framework.urls; DJANGO: django.contrib.auth.views.LoginView */
@APIView({
  path: SIGN_IN_PATH,
  name: 'Sign In',
  ...OPEN,
  throttles: {
    get: [AnonRateThrottle],
    default: [AnonRateThrottle, new ScopedRateThrottle('login')],
  },
})
export class SessionSignInController {
  constructor(
    private readonly browsable: Browsable,
    private readonly sessions: SessionService,
    private readonly backend: SignInBackend,
  ) {}

  /** The page. */
  async get(request: RestRequest): Promise<Response> {
    requirePages(request);
    return this.page(request, request.query.get('next'), '', NONE);
  }

  /** What the page's form sends; a sign-in leads on to the path `next`. */
  async post(request: RestRequest): Promise<Response> {
    requirePages(request);
    await this.sessions.checkForm(request);
    const data = await request.data();
    const form = data instanceof QueryDict ? data : new QueryDict();
    try {
      await this.sessions.create(request, await this.backend.signIn(request));
    } catch (error) {
      if (!(error instanceof APIException)) throw error;
      const refusal = {
        status: error.status,
        errors: [...new Set(flatTexts(error.render(request.language)))],
        captcha: await this.backend.captcha(error, request),
      };
      if (error.headers) request.reply.headers(error.headers);
      return this.page(request, form.get('next'), String(form.get('username') ?? ''), refusal);
    }
    return redirect(request, form.get('next'));
  }

  private async page(
    request: RestRequest,
    next: unknown,
    username: string,
    { status, errors, captcha }: Refusal,
  ): Promise<Response> {
    const t = textsIn(request.language);
    const visitor = await this.browsable.visitor(request);
    const content = signInPage(
      {
        action: `/${SIGN_IN_PATH}/`,
        next: ownPath(next, request.origin),
        csrf: visitor.csrf,
        username,
        errors,
        captcha,
      },
      t,
    );
    const title = t('browsable.sign_in');
    return new Response(this.browsable.framed(request, title, content, status, visitor), status);
  }
}

/** Signs a browser out. DJANGO: django.contrib.auth.views.LogoutView */
@APIView({ path: SIGN_OUT_PATH, name: 'Sign Out', ...OPEN })
export class SessionSignOutController {
  constructor(private readonly sessions: SessionService) {}

  /** Ends the session, and leads on to the path `next`. */
  async post(request: RestRequest): Promise<Response> {
    requirePages(request);
    await this.sessions.checkForm(request);
    const data = await request.data();
    await this.sessions.destroy(request);
    return redirect(request, data instanceof QueryDict ? data.get('next') : undefined);
  }
}

/** @throws NotFound where browsers get no pages */
function requirePages({ rest }: RestRequest): void {
  if (!rest.options.browsable) throw new NotFound();
}

function redirect({ origin }: RestRequest, next: unknown): Response {
  return new Response(undefined, 302, {
    Location: ownPath(next, origin),
    'Cache-Control': 'no-store',
  });
}
