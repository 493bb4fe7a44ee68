package org.ash.dl4j.memory;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A bare address as a pointer of JavaCPP, which owns nothing and frees nothing. */
final class Address extends Pointer {
  Address(long address) {
    super((Pointer) null);
    this.address = address;
  }

  BytePointer bytes(long count) {
    return new BytePointer(this).capacity(count);
  }

  FloatPointer floats(long count) {
    return new FloatPointer(this).capacity(count);
  }

  DoublePointer doubles(long count) {
    return new DoublePointer(this).capacity(count);
  }
}
