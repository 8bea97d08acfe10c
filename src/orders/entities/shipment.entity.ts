import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Order } from './order.entity.js';
import { ShipmentLine } from './shipment-line.entity.js';

/** Longest name of a carrier and longest tracking number, in characters. */
export const CARRIER_LENGTH = 50;
export const TRACKING_LENGTH = 50;

/** A parcel with some pieces of an order, or all. */
@Entity('orders_shipment')
export class Shipment {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'int' })
  orderId!: number;

  @ManyToOne(() => Order, (order) => order.shipments, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'orderId' })
  order!: Relation<Order>;

  @Column({ type: 'varchar', length: CARRIER_LENGTH })
  carrier!: string;

  @Column({ type: 'varchar', length: TRACKING_LENGTH })
  trackingNumber!: string;

  /** Id of the user who sent it. */
  @Column({ type: 'int' })
  sentBy!: number;

  @Column({ type: 'datetime' })
  sentAt!: Date;

  @OneToMany(() => ShipmentLine, (line) => line.shipment)
  lines!: Relation<ShipmentLine>[];
}
