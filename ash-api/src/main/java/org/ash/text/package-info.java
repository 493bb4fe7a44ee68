/**
 * Words for people: what a person who mistyped a name probably meant.
 *
 * <p>May enter: text that every room's errors share. May not enter: anything that knows what the
 * names stand for.
 */
package org.ash.text;
