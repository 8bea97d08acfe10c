import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { TypeOrmModule } from '@nestjs/typeorm';

type Model = abstract new () => object;

/**
 * The tables of the domains, as each registers its own with `TypeOrmModule.forFeature`.
 *
 * @returns entities by the domain's name: those of `UserOperationsModule` are `user-operations`
 * @throws Error when two domains register one table
 */
export function modelsOf(domains: readonly Type[]): Readonly<Record<string, readonly Model[]>> {
  const owners = new Map<Model, string>();
  const models: Record<string, readonly Model[]> = {};
  for (const domain of domains) {
    const name = nameOf(domain);
    models[name] = registered(domain);
    for (const model of models[name]) {
      const owner = owners.get(model);
      if (owner) throw new Error(`${model.name} is registered by ${owner} and by ${name}`);
      owners.set(model, name);
    }
  }
  return models;
}

function nameOf(domain: Type): string {
  const name = domain.name.replace(/Module$/, '');
  return name.replace(/([a-z\d])([A-Z])/g, '$1-$2').toLowerCase();
}

function registered(domain: Type): Model[] {
  const imports: (Type | DynamicModule)[] =
    Reflect.getMetadata(MODULE_METADATA.IMPORTS, domain) ?? [];
  return imports
    .filter((part) => 'module' in part && part.module === TypeOrmModule)
    .flatMap((part) => ('providers' in part && part.providers ? part.providers : []))
    .flatMap((provider) => (isRepository(provider) ? [provider.targetEntitySchema.target] : []));
}

/** What `forFeature` provides carries the description of its table. */
function isRepository(
  provider: Provider,
): provider is Provider & { targetEntitySchema: { target: Model } } {
  return 'targetEntitySchema' in provider;
}
