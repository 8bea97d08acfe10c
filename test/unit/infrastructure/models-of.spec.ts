import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { modelsOf } from '../../../src/infrastructure/database/models-of.js';

@Entity('models_of_kettle')
class Kettle {
  @PrimaryColumn() id!: number;
  @Column() litres!: number;
}

@Entity('models_of_cup')
class Cup {
  @PrimaryColumn() id!: number;
}

@Module({ imports: [TypeOrmModule.forFeature([Kettle]), TypeOrmModule.forFeature([Cup])] })
class TeaRoomModule {}

@Module({ imports: [TeaRoomModule] })
class GuestsModule {}

@Module({ imports: [TypeOrmModule.forFeature([Cup])] })
class OAuthModule {}

describe('the tables of the domains', () => {
  it('are those that their own modules register, by the name of the domain', () => {
    expect(modelsOf([TeaRoomModule, GuestsModule])).toEqual({
      'tea-room': [Kettle, Cup],
      guests: [],
    });
    expect(modelsOf([OAuthModule])).toEqual({ oauth: [Cup] });
  });

  it('belong to one domain each', () => {
    expect(() => modelsOf([TeaRoomModule, OAuthModule])).toThrow(
      'Cup is registered by tea-room and by oauth',
    );
  });
});
