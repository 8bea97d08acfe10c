import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { originMatcher } from '../infrastructure/http/cors.js';
import { httpSettings } from '../infrastructure/http/http.settings.js';
import { JsonSessionAuthentication, SessionService } from '../rest/index.js';

/** The session of a browser that shows the pages; they are of an origin that the shop lists. */
@Injectable()
export class PageSession extends JsonSessionAuthentication {
  private readonly admission: ReturnType<typeof originMatcher>;

  constructor(sessions: SessionService, settings: Settings) {
    super(sessions);
    this.admission = originMatcher(settings.of(httpSettings).corsOrigins);
  }

  protected override admits(origin: string): boolean {
    return this.admission(origin) === 'listed';
  }
}
