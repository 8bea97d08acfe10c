import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthenticationFailed } from '../exceptions.js';
import { negotiate } from '../negotiation.js';
import { refusal, unauthorized } from '../permissions/refusal.js';
import { RestRequest, type CarriesRestRequest } from '../request.js';
import { Rest } from '../rest.js';
import { viewDefinition } from './definition.js';
import { ViewRegistry } from './view-registry.js';

/**
 * What happens before every handler, in DRF's order: the format is negotiated, the client
 * authenticated, its permissions checked; `ThrottleGuard` then counts its requests. Nothing of the
 * body has been parsed by then.
 *
 * DRF: rest_framework.views.APIView.initial.
 */
@Injectable()
export class RestGuard implements CanActivate {
  constructor(
    private readonly rest: Rest,
    private readonly views: ViewRegistry,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const raw = http.getRequest<FastifyRequest & CarriesRestRequest>();
    const reply = http.getResponse<FastifyReply>();
    const view = viewDefinition(context.getClass())!;
    const policy = this.views.policy(view, context.getHandler().name);
    const request = new RestRequest(raw, reply, this.rest, view, policy);
    raw.rest = request;
    request.receive();
    reply.header('Allow', policy.route.allow);
    reply.header('Vary', policy.vary);

    negotiate(request);
    if (policy.authentications.length > 0) await authenticate(request);
    await checkPermissions(request);
    return true;
  }
}

async function authenticate(request: RestRequest): Promise<void> {
  for (const authentication of request.policy.authentications) {
    try {
      const credentials = await authentication.authenticate(request);
      if (!credentials) continue;
      request.user = credentials.user;
      request.auth = credentials.auth ?? null;
      return;
    } catch (error) {
      if (error instanceof AuthenticationFailed) throw unauthorized(request, error);
      throw error;
    }
  }
}

async function checkPermissions(request: RestRequest): Promise<void> {
  for (const permission of request.policy.permissions) {
    const granted = permission.hasPermission(request);
    if (granted === true || (await granted)) continue;
    throw refusal(request, permission.message);
  }
}
