import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthenticationFailed, Throttled } from '../exceptions.js';
import { negotiate } from '../negotiation/negotiation.js';
import { refusal, unauthorized } from '../permissions/refusal.js';
import { RestRequest, type CarriesRestRequest } from '../request.js';
import { Rest } from '../rest.js';
import { viewDefinition } from './definition.js';
import { ViewRegistry } from './view-registry.js';

/**
 * What happens before every handler, in DRF's order: the format is negotiated, the client
 * authenticated, its permissions checked, its requests counted. Nothing of the body has been parsed
 * by then.
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
    if (policy.throttles.length > 0) await checkThrottles(request);
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

async function checkThrottles(request: RestRequest): Promise<void> {
  let longest = 0;
  for (const throttle of request.policy.throttles) {
    const wait = await throttle.wait(request);
    if (wait !== null && wait > longest) longest = wait;
  }
  if (longest > 0) throw new Throttled(longest);
}
