/** The model, its mathematics and the contract with engines; depends on nothing but the JDK. */
module org.ash.api {}
