/**
 * Where the process stands: the class loaders that services are looked up in, the folder for
 * caches, and what native libraries are told before they load.
 *
 * <p>May enter: what depends on the process, its environment and its file system, and on no
 * engine's classes. May not enter: tensors, graphs, and anything that only one backend uses.
 */
package org.ash.platform;
