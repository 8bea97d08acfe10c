import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Readiness, type ReadinessReport } from './readiness.js';

/** What load balancers and container runtimes ask. */
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** Whether the process is alive; if not, restart it. */
  @Get('healthz')
  @Header('Cache-Control', 'no-store')
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * Whether requests should come here: 200, also while something fails that it can do without, or
   * 503.
   */
  @Get('readyz')
  @Header('Cache-Control', 'no-store')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessReport> {
    const report = await this.readiness.check();
    reply.status(report.status === 'failing' ? 503 : 200);
    return report;
  }
}
