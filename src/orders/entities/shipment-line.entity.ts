import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { OrderLine } from './order-line.entity.js';
import { Shipment } from './shipment.entity.js';

/** Pieces of one line of the order in a parcel. */
@Entity('orders_shipment_line')
export class ShipmentLine {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'int' })
  shipmentId!: number;

  @ManyToOne(() => Shipment, (shipment) => shipment.lines, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'shipmentId' })
  shipment!: Relation<Shipment>;

  @Index()
  @Column({ type: 'int' })
  lineId!: number;

  @ManyToOne(() => OrderLine, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'lineId' })
  line!: Relation<OrderLine>;

  /** Pieces; at least 1. */
  @Column({ type: 'int' })
  quantity!: number;
}
